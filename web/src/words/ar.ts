// Arabic. No native speaker has read these yet; what is missing here is shown in English.
import type { Key } from "./en";
export const ar: Partial<Record<Key, string>> = {
  "app.loading": "جارٍ التحميل …", "app.skip": "إلى الصفحة", "app.language": "اللغة", "app.theme": "الألوان", "app.theme.auto": "كما في النظام", "app.theme.light": "فاتح", "app.theme.dark": "داكن",
  "role.you": "ترى", "role.joint": "الطرفان على طاولة واحدة", "role.public": "أي شخص", "present.start": "عرض في القاعة", "present.stop": "إنهاء العرض",
  "nav.table": "الطاولة", "nav.evidence": "الأدلة", "nav.tables": "البيانات", "nav.map": "الخريطة", "nav.session": "الجلسة", "nav.diary": "السجل", "nav.missions": "البعثات", "nav.label": "الصفحات", "nav.tour": "جولة",
  "missions.title": "البعثات", "missions.asOf": "حتى {day}", "plan": "الخطة", "plan.before": "مقارنة مع", "plan.undo": "تراجع", "plan.redo": "إعادة", "plan.reset": "العودة إلى الخطة كما فُتحت", "plan.save": "حفظ مسودة", "plan.lay": "وضع على الطاولة", "plan.changed": "معدّلة", "plan.cancel": "إلغاء",
  "timeline.title": "الخطة خطوة بخطوة", "timeline.end": "نهاية المهمة", "timeline.presence": "آخر القوات تغادر {region}", "timeline.none": "بلا موعد", "timeline.add": "إضافة خطوة",
  "change.title": "ما الذي يغيّره التعديل", "change.more": "{n} أكثر", "change.fewer": "{n} أقل", "change.between": "من {a} إلى {b}", "change.nodiff": "لا فرق تستطيع الأدلة إثباته", "change.exactly": "بلا تغيير", "change.stop": "إيقاف",
  "harm.civilians_killed": "قتلى مدنيون", "harm.civilians_displaced": "نازحون مدنيون", "harm.coalition_deaths": "قتلى التحالف", "harm.host_force_deaths": "قتلى قوات الدولة المضيفة",
  "both.title": "هل يستطيع الطرفان القول نعم؟", "lines.title": "الخطوط الحمراء", "lines.kept": "محفوظ", "lines.broken": "مكسور", "lines.open": "مفتوح", "sign.title": "التوقيع", "warn.title": "تحذيرات", "warn.none": "لا تحذير بشأن هذه الخطة.", "regions.title": "المدنيون حسب المنطقة", "regions.region": "المنطقة", "regions.killed": "قتلى", "regions.displaced": "نازحون",
  "assume.title": "لو افترضنا غير ذلك", "agree.title": "خريطة الاتفاق", "agree.compute": "البحث في الجداول الزمنية", "evidence.title": "الأدلة", "evidence.go": "بحث", "evidence.contradictions": "تناقضات", "evidence.facts": "وقائع", "evidence.sources": "مصادر", "data.title": "البيانات", "data.save": "حفظ", "map.title": "الخريطة", "session.title": "الجلسة", "diary.title": "السجل", "ask.title": "كيف نشأ هذا الرقم", "ask.close": "إغلاق", "tour.next": "التالي", "tour.back": "السابق", "tour.end": "إنهاء",
};
